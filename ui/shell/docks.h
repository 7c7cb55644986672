#pragma once
// Where the panels stand: places, sizes, tabs with counts, and their memory.

#include "ui/widgets/badge.h"

#include <QByteArray>
#include <QDockWidget>
#include <QList>
#include <QObject>
#include <QSize>
#include <QString>
#include <QTimer>

#include <map>

class QMainWindow;
class QTabBar;

namespace topomq::ui {

class DockTitle;
class Theme;

/// Thread: the window's.
class Docks : public QObject
{
    Q_OBJECT

public:
    /// With the gallery in front, they are made `hidden`.
    Docks(QMainWindow& window, Theme& theme, bool hidden);

    /// `name` is the object name under which the place is remembered.
    QDockWidget*
    add(const QString& name, const QString& title, QWidget* panel, Qt::DockWidgetArea area);

    /// All in the order in which they were added.
    [[nodiscard]] const QList<QDockWidget*>& all() const { return m_docks; }

    /// The usual places and sizes; bottom docks become tabs, the first one in front.
    void placeAsUsual();
    /// A count beside the title of its tab; 0 hides it.
    void setCount(QDockWidget* dock, int count, Badge::Tone tone = Badge::Tone::Neutral);
    /// Shows a dock and brings its tab to the front.
    void raise(QDockWidget* dock);

    /// While the gallery fills the window the docks are away.
    void setAllHidden(bool hidden);
    /// Of a window that is seen for the first time on a screen with that much room.
    [[nodiscard]] static QSize usualSize(QSize screen);
    /// The size and the bars of the window as they were left last time, before there are docks. On
    /// another screen: the usual size that fits it, maximised if it was.
    static void restoreFrame(QMainWindow& window);
    /// As they were left last time; else the usual places. Hidden ones get there when they are
    /// first shown: until then they would only push the gallery about.
    void restore();
    void remember();

private:
    struct Count
    {
        int value = 0;
        Badge::Tone tone = Badge::Tone::Neutral;
    };

    [[nodiscard]] QDockWidget* firstBelow() const;
    /// Into its usual area.
    void place(QDockWidget* dock);
    /// All at their places, the first of those below in front.
    void showAsUsual();
    void giveUsualWidths();
    void placeAsLeft();

    void syncSoon() { m_sync.start(); }

    void sync();
    void syncTabBar(QTabBar* bar);
    void showCount(QTabBar* bar, int tab, const Count& count);

    QMainWindow& m_window;
    Theme& m_theme;
    QList<QDockWidget*> m_docks;
    std::map<const QDockWidget*, Qt::DockWidgetArea> m_usualAreas;
    std::map<QDockWidget*, DockTitle*> m_titles;
    std::map<QDockWidget*, Count> m_counts;
    QByteArray m_whileHidden;
    bool m_hidden;
    bool m_arePlaced = false;
    bool m_isLarge = false;
    /// Nobody has placed them otherwise: no memory of an earlier time, never shown so far.
    bool m_isUsual = false;
    QTimer m_sync;
};

} // namespace topomq::ui
