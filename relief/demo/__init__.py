"""The main job on realistic input: a month of applications, scripted officers, a simulated clock."""
