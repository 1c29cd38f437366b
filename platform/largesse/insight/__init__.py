"""Events and what they tell: funnels, experiments, journeys, boards. Nothing is here yet."""
