#include "ui/canvas/multiply_form.h"

#include "ui/canvas/copies.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace topomq::ui {

MultiplyForm::MultiplyForm(Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_count(new QSpinBox(this))
    , m_says(new QLabel(this))
    , m_make(new QPushButton(tr("Multiply"), this))
{
    setObjectName(QStringLiteral("multiplyForm"));
    m_count->setRange(2, kMostCopies);
    m_count->setPrefix(QStringLiteral("× "));
    m_count->setAccessibleName(tr("How many there shall be in all"));
    m_make->setDefault(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_count, 1);
    row->addWidget(m_make);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(10, 10, 10, 8);
    all->setSpacing(6);
    all->addLayout(row);
    all->addWidget(m_says);
    connect(m_count, &QSpinBox::valueChanged, this, &MultiplyForm::say);
    connect(m_make, &QPushButton::clicked, this, &MultiplyForm::accept);
    connect(&theme, &Theme::changed, this, &MultiplyForm::restyle);
    qApp->installEventFilter(this);
    restyle();
    hide();
}

void MultiplyForm::restyle()
{
    const Colors& colors = m_theme.colors();
    setStyleSheet(QStringLiteral("#multiplyForm { background: %1; border: 1px solid %2; "
                                 "border-radius: 10px; } #multiplyForm QLabel { color: %3; }")
                      .arg(colors.card.name(), colors.line.name(), colors.dim.name()));
}

void MultiplyForm::ask(std::size_t nodes, QPoint place)
{
    m_nodes = nodes;
    m_count->setMaximum(
        std::max(2, kMostCopies / static_cast<int>(std::min<std::size_t>(nodes, 32))));
    m_count->setValue(2);
    say(2);
    adjustSize();
    const QRect room = parentWidget()->rect().adjusted(8, 8, -8, -8);
    place.setX(std::clamp(place.x(), room.left(), std::max(room.left(), room.right() - width())));
    place.setY(std::clamp(place.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    move(place);
    setVisible(true);
    raise();
    m_count->setFocus(Qt::PopupFocusReason);
    m_count->selectAll();
}

void MultiplyForm::say(int times)
{
    const std::size_t added = m_nodes * static_cast<std::size_t>(times - 1);
    m_says->setText(added == 1 ? tr("Adds 1 node with the same links")
                               : tr("Adds %1 nodes with the same links").arg(added));
    Q_EMIT countChanged(times);
}

void MultiplyForm::accept()
{
    m_count->interpretText();
    hide();
    Q_EMIT accepted(m_count->value());
}

void MultiplyForm::dismiss()
{
    hide();
    Q_EMIT dismissed();
}

void MultiplyForm::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        accept();
    // No key may reach the canvas behind the form.
    event->accept();
}

bool MultiplyForm::focusNextPrevChild(bool)
{
    (m_count->hasFocus() ? static_cast<QWidget*>(m_make) : m_count)->setFocus(Qt::TabFocusReason);
    return true;
}

bool MultiplyForm::eventFilter(QObject* watched, QEvent* event)
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
