#include "ui/palette/pattern_form.h"

#include "engine/model/settings.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr double kUsualRate = 1000;

} // namespace

PatternForm::PatternForm(const Pattern& pattern, const QString& transport, QWidget* parent)
    : QDialog(parent)
    , m_pattern(pattern)
    , m_count(new QSpinBox(this))
    , m_transport(new QComboBox(this))
    , m_rate(new QDoubleSpinBox(this))
    , m_rateLabel(new QLabel(this))
    , m_says(new QLabel(this))
{
    setObjectName(QStringLiteral("patternForm"));
    setWindowTitle(tr("Add %1").arg(pattern.title));
    m_count->setRange(pattern.least, pattern.most);
    m_count->setValue(pattern.usual);
    m_transport->addItems(patternTransports());
    m_transport->setCurrentText(transport);
    m_rate->setDecimals(0);
    m_rate->setRange(0, kMostPatternRate);
    m_rate->setValue(kUsualRate);
    m_rate->setSuffix(tr(" msg/s"));
    m_rate->setSpecialValueText(tr("as fast as possible"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Add"));
    auto* form = new QFormLayout(this);
    form->addRow(tr("Number of %1").arg(pattern.counted), m_count);
    form->addRow(tr("Transport"), m_transport);
    m_rateLabel->setBuddy(m_rate);
    form->addRow(m_rateLabel, m_rate);
    form->addRow(m_says);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_count, &QSpinBox::valueChanged, this, &PatternForm::preview);
    m_count->selectAll();
    m_count->setFocus();
    preview();
}

PatternOptions PatternForm::options() const
{
    return {m_count->value(), m_transport->currentText(), m_rate->value()};
}

QString PatternForm::says() const
{
    return m_says->text();
}

void PatternForm::preview()
{
    model::Topology alone;
    model::apply(alone, patternEdit(alone, m_pattern.name, {}, options()));
    const auto rated =
        std::count_if(alone.nodes.begin(), alone.nodes.end(), [](const model::Node& node) {
            return model::findSetting(node.role, "rate") != nullptr;
        });
    m_rateLabel->setText(rated == 1 ? tr("Rate") : tr("Rate of each"));
    m_rate->setAccessibleName(m_rateLabel->text());
    m_says->setText(
        tr("Adds %1 nodes and %2 links").arg(alone.nodes.size()).arg(alone.links.size()));
}

} // namespace topomq::ui
