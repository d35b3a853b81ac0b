"""What findings say together: faults that show as many findings are named once, and nothing is guessed."""
