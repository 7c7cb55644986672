#pragma once
// A line to type what to look for, with a magnifier and a button that clears it.

#include <QAction>
#include <QLineEdit>

namespace topomq::ui {

class Theme;

/// Escape clears it first; Up, Down, Enter go to whoever shows the results.
/// Thread: the window's. `theme` outlives this.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    SearchField(const Theme& theme, const QString& placeholder, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The Down key: into the results.
    void leftDownwards();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void recolour();

    const Theme& m_theme;
    QAction m_magnifier;
    QAction m_clear;
};

} // namespace topomq::ui
