#version 330 core
// Purpose: puts the finished picture, or before and after with a divider, on the window.
// Inputs:  `after`, `before`: finished pictures (display R'G'B', 8 bits, row 0 = top);
//          `divider_px`: distance of the divider from the picture's left edge, in pixels
//          of the target; everything left of it is "before";
//          `line_px`: width of the line, 0 for none; `width_px`: of the picture.
// Output:  opaque display R'G'B', row 0 = bottom, as windows have it.
// Source:  ours.

in vec2 position;
out vec4 colour;

uniform sampler2D after;
uniform sampler2D before;
uniform float width_px;
uniform float divider_px;
uniform float line_px;

const vec3 LINE = vec3(0.96);
// How far the shade reaches on both sides of the line, in line widths, and its depth.
const float SHADE_REACH = 4.0;
const float SHADE_DEPTH = 0.45;

void main()
{
    vec2 place = vec2(position.x, 1.0 - position.y);
    float x = position.x * width_px;
    vec3 picture = (x < divider_px ? textureLod(before, place, 0.0)
                                   : textureLod(after, place, 0.0)).rgb;
    // The line lies on whole pixels, its left edge at the divider less half its width.
    float left = floor(divider_px - line_px * 0.5 + 0.5);
    float outside = max(left - x, x - (left + line_px));
    float shade = SHADE_DEPTH * (1.0 - smoothstep(0.0, SHADE_REACH * line_px, outside));
    vec3 shaded = picture * (1.0 - shade);
    bool is_line = line_px > 0.0 && outside < 0.0;
    colour = vec4(line_px > 0.0 ? (is_line ? LINE : shaded) : picture, 1.0);
}
