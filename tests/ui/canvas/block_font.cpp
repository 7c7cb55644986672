#include "tests/ui/canvas/block_font.h"

#include <QDir>
#include <QFile>

#include <array>
#include <cstdint>
#include <map>

namespace topomq::ui::test {

namespace {

constexpr int kUnits = 1000;
constexpr int kAdvance = 560;
constexpr int kAscent = 950;
constexpr int kDescent = 250;

/// What stands for a letter: from its left edge to the next letter there is a small gap.
struct Block
{
    int bottom = 0;
    int top = 0;
    int width = 480;
};

/// Glyphs: 0 what is missing, then the blank, low marks, small letters, and all that is tall.
constexpr std::array kBlocks{Block{0, 720}, Block{0, 0, 0}, Block{0, 120}, Block{0, 520},
                             Block{0, 720}};

enum Glyph : std::uint32_t { Missing, Blank, Low, Small, Tall };

struct Range
{
    std::uint32_t first;
    std::uint32_t last;
    Glyph glyph;
};

/// All that the canvas ever writes, and more.
constexpr std::array kRanges{
    Range{0x20, 0x20, Blank},    Range{0x21, 0x2b, Tall},      Range{0x2c, 0x2e, Low},
    Range{0x2f, 0x60, Tall},     Range{0x61, 0x7a, Small},     Range{0x7b, 0x7e, Tall},
    Range{0xa0, 0xa0, Blank},    Range{0xa1, 0x1fff, Small},   Range{0x2000, 0x200f, Blank},
    Range{0x2010, 0x2027, Low},  Range{0x2028, 0x202f, Blank}, Range{0x2030, 0x2fff, Tall},
    Range{0x3000, 0x9fff, Tall},
};

/// Numbers with the highest byte first, as fonts have them.
class Bytes
{
public:
    Bytes& u16(int value)
    {
        m_bytes.append(static_cast<char>((value >> 8) & 0xff));
        m_bytes.append(static_cast<char>(value & 0xff));
        return *this;
    }

    Bytes& u32(std::uint32_t value)
    {
        u16(static_cast<int>(value >> 16));
        return u16(static_cast<int>(value & 0xffff));
    }

    Bytes& zeros(int words)
    {
        for (int at = 0; at < words; ++at)
            u16(0);
        return *this;
    }

    Bytes& add(const QByteArray& bytes)
    {
        m_bytes += bytes;
        return *this;
    }

    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

QByteArray outline(const Block& block)
{
    if (block.width == 0)
        return {};
    constexpr int kLeft = 40;
    Bytes out;
    out.u16(1).u16(kLeft).u16(block.bottom).u16(kLeft + block.width).u16(block.top);
    // One contour that ends with point 3, no instructions, four points on the curve.
    out.u16(3).u16(0).u16(0x0101).u16(0x0101);
    const int height = block.top - block.bottom;
    out.u16(kLeft).u16(0).u16(block.width).u16(0);
    out.u16(block.bottom).u16(height).u16(0).u16(-height);
    return out.bytes();
}

QByteArray headTable()
{
    Bytes out;
    out.u32(0x00010000).u32(0x00010000).u32(0).u32(0x5f0f3cf5).u16(0).u16(kUnits).zeros(8);
    out.u16(0).u16(-kDescent).u16(kAdvance).u16(kAscent).u16(0).u16(6).u16(2).u16(1).u16(0);
    return out.bytes();
}

QByteArray horizontalHeader()
{
    Bytes out;
    out.u32(0x00010000).u16(kAscent).u16(-kDescent).u16(0).u16(kAdvance).zeros(2).u16(kAdvance);
    out.u16(1).zeros(7).u16(static_cast<int>(kBlocks.size()));
    return out.bytes();
}

QByteArray mostTable()
{
    Bytes out;
    out.u32(0x00010000).u16(static_cast<int>(kBlocks.size())).u16(4).u16(1).zeros(2).u16(2);
    return out.zeros(7).bytes();
}

/// Many characters to one glyph: format 13.
QByteArray characterMap()
{
    Bytes out;
    const auto length = static_cast<std::uint32_t>(16 + 12 * kRanges.size());
    out.u16(0).u16(1).u16(3).u16(10).u32(12);
    out.u16(13).u16(0).u32(length).u32(0).u32(static_cast<std::uint32_t>(kRanges.size()));
    for (const Range& range : kRanges)
        out.u32(range.first).u32(range.last).u32(range.glyph);
    return out.bytes();
}

QByteArray nameTable()
{
    const std::map<int, QString> names{{1, QStringLiteral("Blocks")},
                                       {2, QStringLiteral("Regular")},
                                       {4, QStringLiteral("Blocks")},
                                       {6, QStringLiteral("Blocks")}};
    Bytes out;
    Bytes text;
    out.u16(0).u16(static_cast<int>(names.size())).u16(6 + 12 * static_cast<int>(names.size()));
    for (const auto& [id, name] : names) {
        out.u16(3).u16(1).u16(0x409).u16(id).u16(2 * static_cast<int>(name.size()));
        out.u16(static_cast<int>(text.bytes().size()));
        for (const QChar letter : name)
            text.u16(letter.unicode());
    }
    return out.add(text.bytes()).bytes();
}

std::map<QByteArray, QByteArray> tables()
{
    Bytes outlines;
    Bytes places;
    Bytes widths;
    for (const Block& block : kBlocks) {
        places.u32(static_cast<std::uint32_t>(outlines.bytes().size()));
        outlines.add(outline(block));
        widths.u16(kAdvance).u16(block.width > 0 ? 40 : 0);
    }
    places.u32(static_cast<std::uint32_t>(outlines.bytes().size()));
    Bytes post;
    post.u32(0x00030000).u32(0).u16(-100).u16(50).zeros(10);
    return {{"cmap", characterMap()},     {"glyf", outlines.bytes()}, {"head", headTable()},
            {"hhea", horizontalHeader()}, {"hmtx", widths.bytes()},   {"loca", places.bytes()},
            {"maxp", mostTable()},        {"name", nameTable()},      {"post", post.bytes()}};
}

} // namespace

QByteArray blockFont()
{
    const auto all = tables();
    Bytes directory;
    Bytes body;
    const int count = static_cast<int>(all.size());
    directory.u32(0x00010000).u16(count).u16(128).u16(3).u16(count * 16 - 128);
    const auto start = static_cast<std::uint32_t>(12 + 16 * count);
    for (const auto& [name, bytes] : all) {
        directory.add(name).u32(0);
        directory.u32(start + static_cast<std::uint32_t>(body.bytes().size()));
        directory.u32(static_cast<std::uint32_t>(bytes.size()));
        body.add(bytes).add(QByteArray((4 - bytes.size() % 4) % 4, '\0'));
    }
    return directory.add(body.bytes()).bytes();
}

void useBlockFontAlone(const QString& folder)
{
    const QDir dir(folder);
    QFile font(dir.filePath(QStringLiteral("blocks.ttf")));
    QFile settings(dir.filePath(QStringLiteral("fonts.conf")));
    if (!font.open(QIODevice::WriteOnly) || !settings.open(QIODevice::WriteOnly))
        qFatal("no room for the font of the tests");
    font.write(blockFont());
    settings.write(QStringLiteral("<?xml version=\"1.0\"?><fontconfig><dir>%1</dir>"
                                  "<cachedir>%1</cachedir></fontconfig>")
                       .arg(folder)
                       .toUtf8());
    qputenv("FONTCONFIG_FILE", settings.fileName().toUtf8());
}

} // namespace topomq::ui::test
