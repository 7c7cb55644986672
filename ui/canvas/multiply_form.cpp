#include "ui/canvas/multiply_form.h"

#include "ui/canvas/copies.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace topomq::ui {

MultiplyForm::MultiplyForm(Theme& theme, QWidget* parent)
    : FloatingForm(theme, QStringLiteral("multiplyForm"), parent)
    , m_count(new QSpinBox(this))
    , m_says(new QLabel(this))
    , m_make(new QPushButton(tr("Multiply"), this))
{
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
}

void MultiplyForm::ask(std::size_t nodes, QPoint place)
{
    m_nodes = nodes;
    m_count->setMaximum(
        std::max(2, kMostCopies / static_cast<int>(std::min<std::size_t>(nodes, 32))));
    m_count->setValue(2);
    say(2);
    showAt(place);
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
    leave();
    Q_EMIT accepted(m_count->value());
}

} // namespace topomq::ui
