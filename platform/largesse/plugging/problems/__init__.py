"""Problems of installations that people should see: keyed, counted, dismissable."""
