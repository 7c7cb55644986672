#pragma once
// A count in a pill, as beside the title of a tab.

#include <QWidget>

namespace topomq::ui {

class Theme;

/// Hidden while there is nothing to count. Thread: the window's. `theme` outlives this.
class Badge : public QWidget
{
    Q_OBJECT

public:
    enum class Tone { Neutral, Warning, Bad };

    explicit Badge(const Theme& theme, QWidget* parent = nullptr);

    /// Above 999 it says "999+".
    void setCount(int count);

    [[nodiscard]] int count() const { return m_count; }

    void setTone(Tone tone);
    [[nodiscard]] QString text() const;

    [[nodiscard]] QSize sizeHint() const override;

    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    int m_count = 0;
    Tone m_tone = Tone::Neutral;
};

} // namespace topomq::ui
