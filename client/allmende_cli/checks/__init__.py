"""What `allmende doctor` looks at: a module a topic, each returning what it found and what to do."""
