#pragma once
// How full a queue is: a thin bar that turns amber above 60 % and red above 85 %, with figures.

#include <QColor>
#include <QString>
#include <QWidget>

namespace topomq::ui {

class Theme;
struct Colors;

/// Shares of the limit above which a queue is worth a look, and in trouble.
inline constexpr double kFillWarns = 0.60;
inline constexpr double kFillIsBad = 0.85;

[[nodiscard]] QColor fillColor(const Colors& colors, double share);

struct FillLook
{
    bool isEstimated = false;
    /// Invalid: what the share says.
    QColor color;
    /// What is held beside what the limit is of: "kernel 43.5 k".
    QString beside;
};

/// Thread: the window's. `theme` outlives this.
class FillBar : public QWidget
{
    Q_OBJECT

public:
    explicit FillBar(const Theme& theme, QWidget* parent = nullptr);

    /// `limit` 0: none is known or set; then there are figures but no bar.
    void setFill(double depth, double limit, const FillLook& look = {});
    /// Nothing is known: says so instead of drawing an empty bar.
    void setUnknown();
    [[nodiscard]] double share() const;
    /// "1 362 / 2 000"; "≈ 1 362 / 2 000 · kernel 43.5 k".
    [[nodiscard]] QString text() const;

    [[nodiscard]] QSize sizeHint() const override;

    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QColor color() const;

    const Theme& m_theme;
    bool m_known = false;
    double m_depth = 0;
    double m_limit = 0;
    FillLook m_look;
};

} // namespace topomq::ui
