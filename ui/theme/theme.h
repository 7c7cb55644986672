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

/// The colour tokens of `interface.md`; text pairs keep 4.5:1 or better in both themes.
struct Colors
{
    QColor window, panel, card, canvas, grid, line, text, dim, accent;
    /// Pattern families.
    QColor blue, violet, green, teal, magenta, grey;
    /// Fill bars and states.
    QColor calm, warn, bad;
    /// Soft backgrounds made of a colour above: `tint(color)`.
    [[nodiscard]] QColor tint(const QColor& color, double strength = 0.14) const;
};

/// Thread: the window's.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Mode { System, Light, Dark };

    explicit Theme(QObject* parent = nullptr);
    ~Theme() override;

    void setMode(Mode mode);

    [[nodiscard]] Mode mode() const { return m_mode; }

    [[nodiscard]] bool isDark() const { return m_dark; }

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

    std::unique_ptr<SystemScheme> m_system;
    bool m_systemLooksDark = false;
    bool m_applied = false;
    Mode m_mode = Mode::System;
    bool m_dark = false;
    Colors m_colors;
};

/// The colours of one theme, for tests and drawings that need both.
[[nodiscard]] Colors colorsOf(bool dark);

/// Numbers for people: 12.4 k, 3.1 M, 84 µs, 1.2 s, 3.1 MB/s. Always with a unit where it has one.
[[nodiscard]] QString humanCount(double value);
[[nodiscard]] QString humanRate(double perSecond);
/// "4.1 k/s", where the room is scarce and it is clear that messages are meant.
[[nodiscard]] QString humanRateShort(double perSecond);
[[nodiscard]] QString humanBytes(double bytes);
[[nodiscard]] QString humanByteRate(double bytesPerSecond);
[[nodiscard]] QString humanMicroseconds(double microseconds);
/// Digits in groups of three with a thin space: 41 207.
[[nodiscard]] QString groupedDigits(qulonglong value);

} // namespace topomq::ui
