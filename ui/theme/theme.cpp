#include "ui/theme/theme.h"

#include "ui/theme/icon_engine.h"
#include "ui/theme/mixed_color.h"
#include "ui/theme/system_scheme.h"
#include "ui/theme/window_style.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QStyle>
#include <QToolTip>
#include <QWidget>

#include <array>
#include <cmath>
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
constexpr int kHeadlineSize = 18;
constexpr int kFigureSize = 12;
/// Large: the window by so much; the canvas by more, since a drawing that fits into the window is
/// often shown smaller than it is.
constexpr double kLarge = 1.35;
constexpr double kLargeType = 1.4;
constexpr int kWholeScale = 100;
constexpr double kLargeInk = 1.5;
constexpr double kHighContrastInk = 1.25;

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

/// Widgets with a font of their own do not follow that of the application.
void rescaleFonts(double factor)
{
    for (QWidget* widget : QApplication::allWidgets()) {
        QFont font = widget->font();
        if (!widget->testAttribute(Qt::WA_SetFont) || font.pixelSize() <= 0)
            continue;
        font.setPixelSize(static_cast<int>(std::lround(font.pixelSize() * factor)));
        widget->setFont(font);
    }
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

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_system(std::make_unique<SystemScheme>())
    , m_systemLooksDark(looksDark(QApplication::palette()))
{
    initThemeResources();
    m_dark = m_systemLooksDark;
    m_colors = colorsOf(m_dark, m_contrast);
    connect(m_system.get(), &SystemScheme::changed, this, &Theme::refresh);
}

Theme::~Theme() = default;

void Theme::setMode(Mode mode)
{
    m_mode = mode;
    refresh();
}

void Theme::setContrastMode(ContrastMode mode)
{
    m_contrastMode = mode;
    refresh();
}

void Theme::setSize(Size size)
{
    if (size == m_size)
        return;
    const int before = scaled(kWholeScale);
    m_size = size;
    if (m_applied)
        rescaleFonts(static_cast<double>(scaled(kWholeScale)) / before);
    announce();
}

void Theme::refresh()
{
    const bool dark = m_mode == Mode::System ? m_system->isDark().value_or(m_systemLooksDark)
                                             : m_mode == Mode::Dark;
    const bool high = m_contrastMode == ContrastMode::System ? m_system->wantsContrast()
                                                             : m_contrastMode == ContrastMode::High;
    const Contrast contrast = high ? Contrast::High : Contrast::Normal;
    if (dark == m_dark && contrast == m_contrast)
        return;
    m_dark = dark;
    m_contrast = contrast;
    m_colors = colorsOf(dark, contrast);
    announce();
}

void Theme::announce()
{
    if (m_applied)
        apply();
    Q_EMIT changed();
}

int Theme::scaled(int pixels) const
{
    return isLarge() ? static_cast<int>(std::lround(pixels * kLarge)) : pixels;
}

double Theme::canvasType() const
{
    return isLarge() ? kLargeType : 1;
}

double Theme::canvasInk() const
{
    return isLarge() ? kLargeInk : isHighContrast() ? kHighContrastInk : 1;
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
    for (const auto& [word, size] : {std::pair("smallSize", kSmallSize), {"titleSize", kTitleSize}})
        sheet.replace(QStringLiteral("@%1@").arg(QLatin1StringView(word)),
                      QString::number(scaled(size)));
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
        QApplication::setStyle(new WindowStyle);
    m_applied = true;
    QApplication::setPalette(palette());
    QToolTip::setPalette(palette());
    QApplication::setFont(font());
    qApp->setStyleSheet(styleSheet());
}

QFont Theme::font() const
{
    return bodyFont(scaled(kBodySize), QFont::Normal);
}

QFont Theme::smallFont() const
{
    return bodyFont(scaled(kSmallSize), QFont::Normal);
}

QFont Theme::titleFont() const
{
    return bodyFont(scaled(kTitleSize), QFont::DemiBold);
}

QFont Theme::headlineFont() const
{
    return bodyFont(scaled(kHeadlineSize), QFont::DemiBold);
}

QFont Theme::figureFont() const
{
    QFont font;
    font.setFamilies(figureFamilies());
    font.setPixelSize(scaled(kFigureSize));
    font.setStyleHint(QFont::Monospace);
    return font;
}

QFont Theme::sectionFont() const
{
    QFont font = bodyFont(scaled(kSmallSize), QFont::DemiBold);
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
