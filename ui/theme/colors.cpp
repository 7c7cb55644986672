// The colours of the four looks: light and dark, each also in high contrast.

#include "ui/theme/mixed_color.h"
#include "ui/theme/theme.h"

#include <array>

namespace topomq::ui {

namespace {

// In the order of the members in colorsOf.
using Tokens = std::array<QRgb, 19>;

constexpr Tokens kLight{0xF3F5F8, 0xFFFFFF, 0xFFFFFF, 0xFAFBFC, 0xDFE4EA, 0xDCE1E8, 0x17202B,
                        0x566273, 0x2563EB, 0x2563EB, 0x6D4AE0, 0x13803F, 0x0B7285, 0xB92482,
                        0x5F6B7A, 0x7A8798, 0x9A5B00, 0xD12F2F, 0x17202B};
constexpr Tokens kDark{0x14171C, 0x1B1F26, 0x20252D, 0x161A20, 0x2A303A, 0x2C323C, 0xE7EBF1,
                       0x9BA6B5, 0x6AA1FF, 0x6AA1FF, 0xA796FF, 0x4CC38A, 0x4FC3D6, 0xF07ACB,
                       0x97A3B3, 0x8793A3, 0xF0A33A, 0xFF6B6B, 0x000000};
constexpr Tokens kLightHigh{0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xC2C8D0, 0x4A5563, 0x000000,
                            0x2B3440, 0x0A3BB3, 0x0A3BB3, 0x4A22B0, 0x00501F, 0x004B58, 0x7E0D58,
                            0x38424E, 0x4A5563, 0x5E3800, 0x9E0E0E, 0x000000};
constexpr Tokens kDarkHigh{0x000000, 0x000000, 0x000000, 0x000000, 0x3A414C, 0x9BA6B5, 0xFFFFFF,
                           0xD6DDE7, 0x9CC4FF, 0x9CC4FF, 0xCBBFFF, 0x7FE3B0, 0x86E3F2, 0xFFA9E4,
                           0xC5CEDA, 0xB4BECB, 0xFFC573, 0xFFA8A8, 0x000000};

const Tokens& tokensOf(bool dark, Contrast contrast)
{
    if (contrast == Contrast::High)
        return dark ? kDarkHigh : kLightHigh;
    return dark ? kDark : kLight;
}

} // namespace

Colors colorsOf(bool dark, Contrast contrast)
{
    Colors colors;
    const std::array members{&colors.window, &colors.panel,   &colors.card,   &colors.canvas,
                             &colors.grid,   &colors.line,    &colors.text,   &colors.dim,
                             &colors.accent, &colors.blue,    &colors.violet, &colors.green,
                             &colors.teal,   &colors.magenta, &colors.grey,   &colors.calm,
                             &colors.warn,   &colors.bad,     &colors.shadow};
    const Tokens& tokens = tokensOf(dark, contrast);
    for (std::size_t index = 0; index < members.size(); ++index)
        *members.at(index) = QColor::fromRgb(tokens.at(index));
    return colors;
}

QColor Colors::tint(const QColor& color, double strength) const
{
    return mixed(panel, color, strength);
}

} // namespace topomq::ui
