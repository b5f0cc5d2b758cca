"""What is known of persons elsewhere: deaths, matters that look alike, households."""
