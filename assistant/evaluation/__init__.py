"""Evaluation: cases, and whether an answer is what a case asks for. It drives the program from outside."""
