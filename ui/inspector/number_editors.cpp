#include "ui/inspector/number_editors.h"

#include "ui/inspector/choice_box.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/number_edit.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <cmath>

namespace topomq::ui {

namespace {

using Kind = model::Distribution::Kind;

NumberEdit* makeNumber(const NumberTraits& traits, const InspectorContext& context, QWidget* parent)
{
    auto* number = new NumberEdit(parent);
    number->setUnit(traits.unit, context.theme.colors().dim);
    number->setBounds(traits.least, traits.most, traits.whole);
    number->setDefault(traits.defaultNumber);
    return number;
}

void report(const NumberEdit* number, ValueEditor* editor)
{
    QObject::connect(number, &NumberEdit::stepped, editor, &ValueEditor::edited);
    QObject::connect(number, &NumberEdit::typed, editor, &ValueEditor::typed);
}

/// Whole numbers stand in the file without a point.
model::Value valueOf(double number)
{
    if (std::floor(number) == number && std::abs(number) <= 9007199254740992.0)
        return static_cast<std::int64_t>(number);
    return number;
}

QVBoxLayout* makeColumn(QWidget* owner)
{
    auto* column = new QVBoxLayout(owner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    return column;
}

} // namespace

CountEditor::CountEditor(const NumberTraits& traits,
                         const InspectorContext& context,
                         QWidget* parent)
    : ValueEditor(parent)
    , m_number(makeNumber(traits, context, this))
{
    makeColumn(this)->addWidget(m_number);
    setFocusProxy(m_number);
    report(m_number, this);
}

void CountEditor::show(const model::Value* value, bool mixed)
{
    m_number->setMixed(mixed);
    m_number->setNumber(value == nullptr || mixed ? std::nullopt : value->asNumber());
}

std::optional<model::Value> CountEditor::value() const
{
    if (m_number->isBlank())
        return model::Value();
    const auto number = m_number->number();
    return number ? std::optional(valueOf(*number)) : std::nullopt;
}

QString CountEditor::problem() const
{
    return tr("must be a whole number");
}

RateEditor::RateEditor(const NumberTraits& traits, const InspectorContext& context, QWidget* parent)
    : ValueEditor(parent)
    , m_number(makeNumber(traits, context, this))
    , m_spacing(new ChoiceBox(this))
    , m_default(traits.defaultNumber)
{
    m_spacing->addItems({tr("even gaps"), tr("Poisson")});
    m_spacing->setToolTip(tr("Poisson: gaps vary at random around the same average"));
    auto* column = makeColumn(this);
    column->addWidget(m_number);
    column->addWidget(m_spacing);
    setFocusProxy(m_number);
    report(m_number, this);
    connect(m_spacing, &QComboBox::activated, this, &RateEditor::edited);
}

void RateEditor::show(const model::Value* value, bool mixed)
{
    const auto rate = value == nullptr || mixed ? std::nullopt : model::rateFrom(*value);
    m_number->setMixed(mixed);
    m_number->setNumber(rate ? std::optional(rate->perSecond) : std::nullopt);
    m_spacing->setCurrentIndex(rate && rate->poisson ? 1 : 0);
}

std::optional<model::Value> RateEditor::value() const
{
    const bool poisson = m_spacing->currentIndex() == 1;
    if (m_number->isBlank() && !poisson)
        return model::Value();
    const auto number = m_number->isBlank() ? m_default : m_number->number();
    if (!number)
        return std::nullopt;
    if (poisson)
        return model::Object{{"poisson", valueOf(*number)}};
    return valueOf(*number);
}

DistributionEditor::DistributionEditor(const NumberTraits& traits,
                                       const InspectorContext& context,
                                       QWidget* parent)
    : ValueEditor(parent)
    , m_kind(new ChoiceBox(this))
    , m_firstName(makeDimLabel(context.theme, this))
    , m_secondName(makeDimLabel(context.theme, this))
    , m_first(makeNumber(traits, context, this))
    , m_second(makeNumber(traits, context, this))
    , m_default(traits.defaultNumber)
{
    m_kind->addItem(tr("constant"), static_cast<int>(Kind::Constant));
    m_kind->addItem(tr("uniform"), static_cast<int>(Kind::Uniform));
    m_kind->addItem(tr("exponential"), static_cast<int>(Kind::Exponential));
    m_kind->addItem(tr("normal"), static_cast<int>(Kind::Normal));
    m_kind->setToolTip(tr("How the value varies from message to message"));
    m_second->setDefault(0);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    // The gap goes with the names, so that a box without one begins at the edge.
    grid->setHorizontalSpacing(0);
    grid->setVerticalSpacing(4);
    m_firstName->setContentsMargins(0, 0, 6, 0);
    m_secondName->setContentsMargins(0, 0, 6, 0);
    grid->addWidget(m_firstName, 0, 0);
    grid->addWidget(m_first, 0, 1);
    grid->addWidget(m_secondName, 1, 0);
    grid->addWidget(m_second, 1, 1);
    grid->addWidget(m_kind, 2, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    setFocusProxy(m_first);
    nameNumbers();
    report(m_first, this);
    report(m_second, this);
    connect(m_kind, &QComboBox::activated, this, &DistributionEditor::chooseKind);
}

void DistributionEditor::show(const model::Value* value, bool mixed)
{
    const auto shown = value == nullptr || mixed ? std::nullopt : model::distributionFrom(*value);
    m_first->setMixed(mixed);
    m_kind->setCurrentIndex(
        m_kind->findData(static_cast<int>(shown ? shown->kind : Kind::Constant)));
    m_first->setNumber(shown ? std::optional(shown->a) : std::nullopt);
    m_second->setNumber(shown ? std::optional(shown->b) : std::nullopt);
    nameNumbers();
}

std::optional<model::Value> DistributionEditor::value() const
{
    if (kind() == Kind::Constant && m_first->isBlank())
        return model::Value();
    const auto first = m_first->isBlank() ? std::optional(m_default) : m_first->number();
    const auto second = m_second->isBlank() ? std::optional(0.0) : m_second->number();
    if (!first || (!second && (kind() == Kind::Uniform || kind() == Kind::Normal)))
        return std::nullopt;
    switch (kind()) {
    case Kind::Constant:
        return valueOf(*first);
    case Kind::Exponential:
        return model::Object{{"exponential", valueOf(*first)}};
    case Kind::Uniform:
        if (*first > *second)
            return std::nullopt;
        return model::Object{{"uniform", model::Array{valueOf(*first), valueOf(*second)}}};
    case Kind::Normal:
        return model::Object{{"normal", model::Array{valueOf(*first), valueOf(*second)}}};
    }
    return std::nullopt;
}

QString DistributionEditor::problem() const
{
    const auto second = m_second->isBlank() ? std::optional(0.0) : m_second->number();
    if (kind() == Kind::Uniform && m_first->number() && second)
        return tr("must run from the smaller to the larger number");
    return tr("must be a number");
}

void DistributionEditor::chooseKind()
{
    // Another kind starts from the value that stands there, so that it is never out of range.
    const double mean = m_first->number().value_or(m_default);
    if (kind() == Kind::Uniform && m_second->number().value_or(0) < mean)
        m_second->setNumber(mean * 2);
    if (kind() == Kind::Normal && m_second->number().value_or(0) > mean)
        m_second->setNumber(std::round(mean / 4));
    nameNumbers();
    Q_EMIT edited();
}

void DistributionEditor::nameNumbers()
{
    const bool two = kind() == Kind::Uniform || kind() == Kind::Normal;
    m_firstName->setText(kind() == Kind::Uniform ? tr("from") : tr("mean"));
    m_secondName->setText(kind() == Kind::Uniform ? tr("to") : tr("± sd"));
    m_secondName->setToolTip(kind() == Kind::Normal ? tr("Standard deviation") : QString());
    m_firstName->setVisible(kind() != Kind::Constant);
    m_secondName->setVisible(two);
    m_second->setVisible(two);
}

Kind DistributionEditor::kind() const
{
    return static_cast<Kind>(m_kind->currentData().toInt());
}

} // namespace topomq::ui
