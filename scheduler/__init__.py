"""What is due when. APScheduler is only the clock; the database decides what is done."""
