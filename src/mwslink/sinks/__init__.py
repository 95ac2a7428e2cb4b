"""The ways out of the program: where orders and reminders go."""
