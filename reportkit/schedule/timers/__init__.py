"""What wakes the schedule up: cron, systemd, launchd, or a workflow of GitHub Actions."""
