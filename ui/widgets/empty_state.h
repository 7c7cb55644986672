#pragma once
// What an empty pane says instead of being blank.

#include <QLabel>
#include <QWidget>

namespace topomq::ui {

class Theme;

/// Icon, a title ("Nothing selected") and a hint about what to do.
/// Thread: the window's. `theme` outlives this.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const Theme& theme,
               const QString& icon,
               const QString& title,
               const QString& hint,
               QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& hint);
    void setIcon(const QString& icon);

private:
    void recolour();

    const Theme& m_theme;
    QString m_iconName;
    QLabel m_icon;
    QLabel m_title;
    QLabel m_hint;
};

} // namespace topomq::ui
