#pragma once
// The way back out of sub-topologies: "Topology › Stage › Pool".

#include <QFrame>
#include <QList>
#include <QString>
#include <QStringList>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace topomq::ui {

class Theme;

/// Floats over the canvas while a sub-topology is open. Thread: the window's.
class InsideBar : public QFrame
{
    Q_OBJECT

public:
    InsideBar(Theme& theme, QWidget* parent);

    /// From the outermost; the last one is what is shown. `note` says where else it is used.
    void showWay(const QStringList& steps, const QString& note);

    [[nodiscard]] QStringList steps() const;
    /// Of the step with this number; null when it is the last one.
    [[nodiscard]] QToolButton* button(int step) const;

Q_SIGNALS:
    /// 0: the topology itself.
    void chosen(int step);

protected:
    bool event(QEvent* event) override;

private:
    void restyle();
    void clear();

    Theme& m_theme;
    QHBoxLayout* m_layout;
    QList<QToolButton*> m_buttons;
    QList<QWidget*> m_between;
    QLabel* m_last;
    QLabel* m_note;
};

} // namespace topomq::ui
