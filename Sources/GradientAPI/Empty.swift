// GradientAPI
