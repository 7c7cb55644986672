#pragma once
// The time on view by keyboard.

#include <QObject>

class QKeyEvent;
class QWidget;

namespace topomq::ui {

/// Left and right move through the time, + and − (also up and down) zoom, End goes back to live.
/// Thread: the window's.
class PlotKeys : public QObject
{
    Q_OBJECT

public:
    explicit PlotKeys(QWidget* plot);

Q_SIGNALS:
    /// By this share of what is on view; above 0: to later times.
    void moved(double share);
    /// Above 1: closer.
    void zoomed(double factor);
    void resetRequested();
    void focusChanged(bool hasFocus);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow(int key);
};

} // namespace topomq::ui
