// chainrule
