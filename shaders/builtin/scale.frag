#version 330 core
// Purpose: one step of scaling into a texture (see lib/scaled.glsl for the switches).
// Input:   a picture.
// Output:  the picture with one or both axes at the target's size, alpha 1.
// Colour:  unchanged.
// Source:  ours.

#include "lib/scaled.glsl"

out vec4 colour;

void main()
{
    colour = vec4(scaled_at(gl_FragCoord.xy), 1.0);
}
