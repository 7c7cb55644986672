#include "ui/widgets/floating_form.h"

#include "ui/theme/theme.h"
#include "ui/widgets/focus_back.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr int kEdge = 8;

} // namespace

FloatingForm::FloatingForm(Theme& theme, const QString& name, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
{
    setObjectName(name);
    // A click between its fields is not one on the view behind.
    setFocusPolicy(Qt::ClickFocus);
    connect(&theme, &Theme::changed, this, &FloatingForm::restyle);
    qApp->installEventFilter(this);
    restyle();
    hide();
}

void FloatingForm::restyle()
{
    const Colors& colors = m_theme.colors();
    setStyleSheet(
        QStringLiteral("#%1 { background: %2; border: 1px solid %3; "
                       "border-radius: 10px; } #%1 QLabel { color: %4; }")
            .arg(objectName(), colors.card.name(), colors.line.name(), colors.dim.name()));
}

void FloatingForm::showAt(QPoint place)
{
    adjustSize();
    const QRect room = parentWidget()->rect().adjusted(kEdge, kEdge, -kEdge, -kEdge);
    place.setX(std::clamp(place.x(), room.left(), std::max(room.left(), room.right() - width())));
    place.setY(std::clamp(place.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    move(place);
    show();
    raise();
}

void FloatingForm::leave()
{
    hideGivingFocusBack(*this);
}

void FloatingForm::dismiss()
{
    leave();
    Q_EMIT dismissed();
}

void FloatingForm::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        accept();
    // No key may reach the view behind the form.
    event->accept();
}

void FloatingForm::mousePressEvent(QMouseEvent* event)
{
    event->accept();
}

bool FloatingForm::focusNextPrevChild(bool next)
{
    QList<QWidget*> fields;
    for (QWidget* each : findChildren<QWidget*>()) {
        // The inside of a spin box has the focus in its stead.
        const bool inner = each->focusProxy() != nullptr || each->parentWidget() != this;
        if (!inner && (each->focusPolicy() & Qt::TabFocus) != 0 && each->isEnabled()
            && each->isVisible())
            fields << each;
    }
    if (fields.isEmpty())
        return false;
    const auto at = std::find_if(fields.begin(), fields.end(), [](const QWidget* each) {
        return each->hasFocus() || each->isAncestorOf(QApplication::focusWidget());
    });
    const qsizetype place = at == fields.end() ? (next ? -1 : 0) : at - fields.begin();
    const qsizetype count = fields.size();
    fields[(place + (next ? 1 : count - 1)) % count]->setFocus(next ? Qt::TabFocusReason
                                                                    : Qt::BacktabFocusReason);
    return true;
}

bool FloatingForm::eventFilter(QObject* watched, QEvent* event)
{
    if (isVisible() && event->type() == QEvent::MouseButtonPress) {
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (widget != nullptr && widget != this && !isAncestorOf(widget)
            && widget->window() == window())
            dismiss();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace topomq::ui
