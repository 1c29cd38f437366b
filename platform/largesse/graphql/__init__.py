"""Three schemas assembled from the rooms: console, client, partner; limits; registered documents."""
