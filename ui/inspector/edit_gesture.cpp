#include "ui/inspector/edit_gesture.h"

#include "ui/document/topology_document.h"

#include <QKeyEvent>
#include <QWidget>

#include <atomic>

namespace topomq::ui {

namespace {

/// Differs in the whole program, so that a rebuilt field does not continue an old gesture.
quint64 nextNumber()
{
    static std::atomic<quint64> last{0};
    return ++last;
}

/// F5, Ctrl+S, Ctrl+Z: keys that mean something outside of the field.
bool isCommand(const QKeyEvent& key)
{
    const bool function = key.key() >= Qt::Key_F1 && key.key() <= Qt::Key_F35;
    return function || key.modifiers().testFlag(Qt::ControlModifier);
}

bool settles(const QEvent& event)
{
    if (event.type() == QEvent::FocusOut || event.type() == QEvent::Hide)
        return true;
    const bool isKey = event.type() == QEvent::ShortcutOverride || event.type() == QEvent::KeyPress;
    if (!isKey)
        return false;
    const auto& key = static_cast<const QKeyEvent&>(event);
    return isCommand(key) || key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
}

} // namespace

EditGesture::EditGesture(TopologyDocument& document, const QString& name, QWidget* field)
    : QObject(field)
    , m_document(document)
    , m_name(name)
    , m_number(nextNumber())
{
    connect(&document, &TopologyDocument::settling, this, &EditGesture::settled);
    field->installEventFilter(this);
    const auto children = field->findChildren<QWidget*>();
    for (QWidget* child : children)
        child->installEventFilter(this);
}

QString EditGesture::token() const
{
    return QStringLiteral("%1#%2").arg(m_name).arg(m_number);
}

bool EditGesture::eventFilter(QObject* watched, QEvent* event)
{
    // A part that its own field hides is not left.
    const bool isPartHidden = event->type() == QEvent::Hide && watched != parent();
    if (settles(*event) && !isPartHidden)
        Q_EMIT settled();
    if (event->type() == QEvent::FocusIn)
        m_number = nextNumber();
    const bool isKey =
        event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey)
        return QObject::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool undo = key->matches(QKeySequence::Undo);
    const bool redo = key->matches(QKeySequence::Redo);
    if (!undo && !redo)
        return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        event->ignore();
        return true;
    }
    m_document.settle();
    if (undo)
        m_document.undoStack()->undo();
    else
        m_document.undoStack()->redo();
    return true;
}

} // namespace topomq::ui
