#include "ui/plots/plot_keys.h"

#include <QKeyEvent>
#include <QWidget>

namespace topomq::ui {

namespace {

constexpr double kStep = 0.1;
constexpr double kZoom = 1.5;

bool isForThePlot(const QKeyEvent& event)
{
    if ((event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0)
        return false;
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus:
    case Qt::Key_End:
        return true;
    default:
        return false;
    }
}

} // namespace

PlotKeys::PlotKeys(QWidget* plot)
    : QObject(plot)
{
    plot->setFocusPolicy(Qt::StrongFocus);
    plot->setAccessibleDescription(tr("Left and right move through the time, + and − zoom, End "
                                      "follows the newest sample again."));
    plot->installEventFilter(this);
}

bool PlotKeys::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        Q_EMIT focusChanged(event->type() == QEvent::FocusIn);
        break;
    case QEvent::ShortcutOverride:
        // Before a shortcut of the window that has the same key.
        if (isForThePlot(*static_cast<QKeyEvent*>(event))) {
            event->accept();
            return true;
        }
        break;
    case QEvent::KeyPress:
        if (const auto* key = static_cast<QKeyEvent*>(event); isForThePlot(*key)) {
            follow(key->key());
            return true;
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void PlotKeys::follow(int key)
{
    switch (key) {
    case Qt::Key_Left:
        Q_EMIT moved(-kStep);
        break;
    case Qt::Key_Right:
        Q_EMIT moved(kStep);
        break;
    case Qt::Key_Minus:
    case Qt::Key_Down:
        Q_EMIT zoomed(1 / kZoom);
        break;
    case Qt::Key_End:
        Q_EMIT resetRequested();
        break;
    default:
        Q_EMIT zoomed(kZoom);
        break;
    }
}

} // namespace topomq::ui
