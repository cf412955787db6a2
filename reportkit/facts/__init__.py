"""What is known? The model, YAML with places, and the seeds folder read into a Book."""
