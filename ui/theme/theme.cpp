#include "ui/theme/theme.h"

#include "ui/theme/icon_engine.h"
#include "ui/theme/mixed_color.h"
#include "ui/theme/system_scheme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

#include <array>
#include <utility>

// Outside of any namespace: the macro declares a global function.
static void initThemeResources()
{
    Q_INIT_RESOURCE(topomq_theme);
}

namespace topomq::ui {

namespace {

constexpr int kBodySize = 13;
constexpr int kSmallSize = 11;
constexpr int kTitleSize = 15;
constexpr int kFigureSize = 12;

QStringList presentFamilies(const QStringList& wanted)
{
    const QStringList all = QFontDatabase::families();
    QStringList present;
    for (const QString& family : wanted) {
        if (all.contains(family))
            present << family;
    }
    return present;
}

QStringList chineseFamilies()
{
    static const QStringList families = presentFamilies(
        {QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans SC"),
         QStringLiteral("Source Han Sans SC"), QStringLiteral("WenQuanYi Micro Hei"),
         QStringLiteral("WenQuanYi Zen Hei"), QStringLiteral("Droid Sans Fallback")});
    return families;
}

QStringList bodyFamilies()
{
    static const QStringList families = [] {
        QStringList wanted = presentFamilies({QStringLiteral("Inter")});
        wanted += QFontDatabase::systemFont(QFontDatabase::GeneralFont).families();
        return wanted + chineseFamilies();
    }();
    return families;
}

QStringList figureFamilies()
{
    static const QStringList families = [] {
        QStringList wanted =
            presentFamilies({QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono")});
        wanted += QFontDatabase::systemFont(QFontDatabase::FixedFont).families();
        return wanted + chineseFamilies();
    }();
    return families;
}

QFont bodyFont(int size, QFont::Weight weight)
{
    QFont font;
    font.setFamilies(bodyFamilies());
    font.setPixelSize(size);
    font.setWeight(weight);
    return font;
}

bool looksDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness()
        < palette.color(QPalette::WindowText).lightness();
}

QString readText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// A style sheet can only name image files, so each theme names drawings of its own colour.
QString imagePath(const QString& name, bool dark)
{
    return QStringLiteral(":/icons/%1%2.svg")
        .arg(name, dark ? QStringLiteral("-dark") : QStringLiteral("-light"));
}

} // namespace

Colors colorsOf(bool dark)
{
    Colors colors;
    const std::array members{&colors.window, &colors.panel,   &colors.card,   &colors.canvas,
                             &colors.grid,   &colors.line,    &colors.text,   &colors.dim,
                             &colors.accent, &colors.blue,    &colors.violet, &colors.green,
                             &colors.teal,   &colors.magenta, &colors.grey,   &colors.calm,
                             &colors.warn,   &colors.bad};
    constexpr std::array<QRgb, 18> kLight{
        0xF3F5F8, 0xFFFFFF, 0xFFFFFF, 0xFAFBFC, 0xDFE4EA, 0xDCE1E8, 0x17202B, 0x566273, 0x2563EB,
        0x2563EB, 0x6D4AE0, 0x13803F, 0x0B7285, 0xB92482, 0x5F6B7A, 0x7A8798, 0x9A5B00, 0xD12F2F};
    constexpr std::array<QRgb, 18> kDark{
        0x14171C, 0x1B1F26, 0x20252D, 0x161A20, 0x2A303A, 0x2C323C, 0xE7EBF1, 0x9BA6B5, 0x6AA1FF,
        0x6AA1FF, 0xA796FF, 0x4CC38A, 0x4FC3D6, 0xF07ACB, 0x97A3B3, 0x8793A3, 0xF0A33A, 0xFF6B6B};
    for (std::size_t index = 0; index < members.size(); ++index)
        *members.at(index) = QColor::fromRgb((dark ? kDark : kLight).at(index));
    return colors;
}

QColor Colors::tint(const QColor& color, double strength) const
{
    return mixed(panel, color, strength);
}

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_system(std::make_unique<SystemScheme>())
    , m_systemLooksDark(looksDark(QApplication::palette()))
{
    initThemeResources();
    m_dark = m_systemLooksDark;
    m_colors = colorsOf(m_dark);
    connect(m_system.get(), &SystemScheme::changed, this, &Theme::refresh);
}

Theme::~Theme() = default;

void Theme::setMode(Mode mode)
{
    m_mode = mode;
    refresh();
}

void Theme::refresh()
{
    const bool dark = m_mode == Mode::System ? m_system->isDark().value_or(m_systemLooksDark)
                                             : m_mode == Mode::Dark;
    if (dark == m_dark)
        return;
    m_dark = dark;
    m_colors = colorsOf(dark);
    if (m_applied)
        apply();
    Q_EMIT changed();
}

QColor Theme::onAccent() const
{
    return m_dark ? m_colors.window : QColor(Qt::white);
}

QPalette Theme::palette() const
{
    const Colors& c = m_colors;
    QPalette result;
    result.setColor(QPalette::Window, c.panel);
    result.setColor(QPalette::WindowText, c.text);
    result.setColor(QPalette::Base, c.panel);
    result.setColor(QPalette::AlternateBase, mixed(c.panel, c.window, 0.6));
    result.setColor(QPalette::Text, c.text);
    result.setColor(QPalette::PlaceholderText, c.dim);
    result.setColor(QPalette::Button, c.panel);
    result.setColor(QPalette::ButtonText, c.text);
    result.setColor(QPalette::BrightText, c.bad);
    result.setColor(QPalette::ToolTipBase, c.card);
    result.setColor(QPalette::ToolTipText, c.text);
    result.setColor(QPalette::Highlight, c.accent);
    result.setColor(QPalette::HighlightedText, onAccent());
    result.setColor(QPalette::Link, c.accent);
    result.setColor(QPalette::LinkVisited, c.violet);
    result.setColor(QPalette::Light, mixed(c.panel, Qt::white, m_dark ? 0.08 : 1));
    result.setColor(QPalette::Midlight, c.grid);
    result.setColor(QPalette::Mid, c.line);
    result.setColor(QPalette::Dark, c.calm);
    result.setColor(QPalette::Shadow, m_dark ? QColor(Qt::black) : c.calm);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        result.setColor(QPalette::Disabled, role, mixed(c.panel, c.dim, 0.7));
    result.setColor(QPalette::Disabled, QPalette::Highlight, c.line);
    return result;
}

QString Theme::styleSheet() const
{
    const Colors& c = m_colors;
    const std::array<std::pair<const char*, QColor>, 22> words{{
        {"window", c.window},
        {"panel", c.panel},
        {"card", c.card},
        {"line", c.line},
        {"text", c.text},
        {"dim", c.dim},
        {"accent", c.accent},
        {"green", c.green},
        {"calm", c.calm},
        {"warn", c.warn},
        {"bad", c.bad},
        {"onAccent", onAccent()},
        {"field", c.window},
        {"edge", mixed(c.line, c.calm, 0.45)},
        {"faint", mixed(c.panel, c.dim, 0.7)},
        {"hover", mixed(c.panel, c.text, 0.06)},
        {"soft", c.tint(c.accent, m_dark ? 0.22 : 0.12)},
        {"stripe", mixed(c.panel, c.window, 0.6)},
        {"alarm", c.tint(c.bad, m_dark ? 0.14 : 0.1)},
        {"note", c.tint(c.warn, 0.12)},
        {"accentHover", mixed(c.accent, c.text, 0.12)},
        {"badHover", mixed(c.bad, c.text, 0.12)},
    }};
    QString sheet = readText(QStringLiteral(":/themes/window.qss"));
    for (const auto& [word, color] : words)
        sheet.replace(QStringLiteral("@%1@").arg(QLatin1StringView(word)), color.name());
    for (const char* name : {"chevron-down", "chevron-up", "close", "check"}) {
        const QString word = QString::fromLatin1(name);
        sheet.replace(QStringLiteral("@%1@").arg(word), imagePath(word, m_dark));
    }
    return sheet;
}

void Theme::apply()
{
    if (!m_applied)
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    m_applied = true;
    QApplication::setPalette(palette());
    QToolTip::setPalette(palette());
    QApplication::setFont(font());
    qApp->setStyleSheet(styleSheet());
}

QFont Theme::font() const
{
    return bodyFont(kBodySize, QFont::Normal);
}

QFont Theme::smallFont() const
{
    return bodyFont(kSmallSize, QFont::Normal);
}

QFont Theme::titleFont() const
{
    return bodyFont(kTitleSize, QFont::DemiBold);
}

QFont Theme::figureFont() const
{
    QFont font;
    font.setFamilies(figureFamilies());
    font.setPixelSize(kFigureSize);
    font.setStyleHint(QFont::Monospace);
    return font;
}

QFont Theme::sectionFont() const
{
    QFont font = bodyFont(kSmallSize, QFont::DemiBold);
    font.setCapitalization(QFont::AllUppercase);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
    return font;
}

QIcon Theme::icon(const QString& name) const
{
    return icon(name, m_colors.text);
}

QIcon Theme::icon(const QString& name, const QColor& color) const
{
    return QIcon(new IconEngine(name, color));
}

} // namespace topomq::ui
