"""The worker process: takes job ids off the queue and runs the jobs."""
