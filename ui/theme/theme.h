#pragma once
// All colours, sizes and fonts of the window. Views ask here and repaint on `changed`.

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QString>

#include <memory>

namespace topomq::ui {

class SystemScheme;

/// Normal: text pairs keep 4.5:1 or better. High: 7:1, lines and marks 4.5:1.
enum class Contrast { Normal, High };

/// The colour tokens of `interface.md`.
struct Colors
{
    QColor window, panel, card, canvas, grid, line, text, dim, accent;
    /// Pattern families.
    QColor blue, violet, green, teal, magenta, grey;
    /// Fill bars and states.
    QColor calm, warn, bad;
    /// What a floating thing throws on the canvas; drawn very thinly.
    QColor shadow;
    /// Soft backgrounds made of a colour above: `tint(color)`.
    [[nodiscard]] QColor tint(const QColor& color, double strength = 0.14) const;
};

/// Thread: the window's.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Mode { System, Light, Dark };
    enum class ContrastMode { System, Normal, High };
    /// Large: to be read from the last row of a classroom.
    enum class Size { Normal, Large };

    explicit Theme(QObject* parent = nullptr);
    ~Theme() override;

    void setMode(Mode mode);

    [[nodiscard]] Mode mode() const { return m_mode; }

    [[nodiscard]] bool isDark() const { return m_dark; }

    void setContrastMode(ContrastMode mode);

    [[nodiscard]] ContrastMode contrastMode() const { return m_contrastMode; }

    [[nodiscard]] bool isHighContrast() const { return m_contrast == Contrast::High; }

    void setSize(Size size);

    [[nodiscard]] bool isLarge() const { return m_size == Size::Large; }

    /// A length in pixels of the window as the size asks for it: icons, rows, columns, type.
    [[nodiscard]] int scaled(int pixels) const;
    /// The factor for the type of the canvas, whose cards keep their size.
    [[nodiscard]] double canvasType() const;
    /// The factor for lines and ports of the canvas.
    [[nodiscard]] double canvasInk() const;

    [[nodiscard]] const Colors& colors() const { return m_colors; }

    [[nodiscard]] QPalette palette() const;
    /// The application's style sheet for this theme: thin, rounded, calm.
    [[nodiscard]] QString styleSheet() const;
    /// Sets palette, font and style sheet of the application.
    void apply();

    /// Body text; others are made of it.
    [[nodiscard]] QFont font() const;
    [[nodiscard]] QFont smallFont() const;
    [[nodiscard]] QFont titleFont() const;
    /// Figures with digits of one width.
    [[nodiscard]] QFont figureFont() const;
    /// The heading of a page that has nothing but words.
    [[nodiscard]] QFont headlineFont() const;
    /// Headings in capitals above the parts of a panel.
    [[nodiscard]] QFont sectionFont() const;

    /// A drawing of this program recoloured for the theme: "run", "stop", "source", "worker", ….
    [[nodiscard]] QIcon icon(const QString& name) const;
    [[nodiscard]] QIcon icon(const QString& name, const QColor& color) const;
    /// Text and drawings on a surface of the accent or of `bad`.
    [[nodiscard]] QColor onAccent() const;

Q_SIGNALS:
    void changed();

private:
    void refresh();
    void announce();

    std::unique_ptr<SystemScheme> m_system;
    bool m_systemLooksDark = false;
    bool m_applied = false;
    Mode m_mode = Mode::System;
    ContrastMode m_contrastMode = ContrastMode::System;
    Size m_size = Size::Normal;
    bool m_dark = false;
    Contrast m_contrast = Contrast::Normal;
    Colors m_colors;
};

/// The colours of one theme, for tests and drawings that need both.
[[nodiscard]] Colors colorsOf(bool dark, Contrast contrast = Contrast::Normal);

/// Numbers for people: 12.4 k, 3.1 M, 84 µs, 1.2 s, 3.1 MB/s. Always with a unit where it has one.
[[nodiscard]] QString humanCount(double value);
/// "998 msg/s", "1 000 msg/s", "12.4 k msg/s": a rate near a round number keeps its unit.
[[nodiscard]] QString humanRate(double perSecond);
/// "4.1 k/s", also "1.0 k/s" for 998, where the room is scarce and it is clear that messages are
/// meant.
[[nodiscard]] QString humanRateShort(double perSecond);
[[nodiscard]] QString humanBytes(double bytes);
[[nodiscard]] QString humanByteRate(double bytesPerSecond);
[[nodiscard]] QString humanMicroseconds(double microseconds);
/// Digits in groups of three with a thin space: 41 207.
[[nodiscard]] QString groupedDigits(qulonglong value);
/// The one mark of all that is estimated. A tilde would be a flat stroke in small type, and the
/// figure would look negative.
inline constexpr QChar kEstimateMark(0x2248);
/// "≈ 1 370"; the figure alone where it is counted.
[[nodiscard]] QString withEstimateMark(const QString& figure, bool isEstimated);

} // namespace topomq::ui
