"""转介与结案: referral, withdrawal, death, limits missed, closing."""
