#include "ui/inspector/number_editors.h"

#include "engine/model/parameters.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/choice_box.h"
#include "ui/inspector/distribution_picture.h"
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
    number->completeFrom(context.document);
    return number;
}

void report(const NumberEdit* number, ValueEditor* editor)
{
    QObject::connect(number, &NumberEdit::stepped, editor, &ValueEditor::edited);
    QObject::connect(number, &NumberEdit::typed, editor, &ValueEditor::typed);
}

bool isNumberLike(const model::Value* value)
{
    return value != nullptr && (value->asNumber() || model::isExpression(*value));
}

/// The only member of `{"poisson": 5}`; null where the value has another shape.
const model::Object::Member* memberOf(const model::Value* value)
{
    const model::Object* object = value == nullptr ? nullptr : value->asObject();
    return object == nullptr || object->size() != 1 ? nullptr : &object->members().front();
}

/// What stands in the boxes of a distribution.
struct ShownDistribution
{
    Kind kind = Kind::Constant;
    const model::Value* first = nullptr;
    const model::Value* second = nullptr;
};

ShownDistribution shownFrom(const model::Value* value)
{
    if (isNumberLike(value))
        return {Kind::Constant, value, nullptr};
    const auto* member = memberOf(value);
    if (member == nullptr)
        return {};
    const auto& [word, argument] = *member;
    if (word == "constant" || word == "exponential") {
        if (!isNumberLike(&argument))
            return {};
        return {word == "constant" ? Kind::Constant : Kind::Exponential, &argument, nullptr};
    }
    const model::Array* pair = argument.asArray();
    if (pair == nullptr || pair->size() != 2 || !isNumberLike(&pair->front())
        || !isNumberLike(&pair->back()) || (word != "uniform" && word != "normal"))
        return {};
    return {word == "normal" ? Kind::Normal : Kind::Uniform, &pair->front(), &pair->back()};
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
    m_number->setValue(mixed ? nullptr : value);
}

std::optional<model::Value> CountEditor::value() const
{
    if (m_number->isBlank())
        return model::Value();
    return m_number->value();
}

QString CountEditor::problem() const
{
    return tr("must be a whole number");
}

RateEditor::RateEditor(const NumberTraits& traits, const InspectorContext& context, QWidget* parent)
    : ValueEditor(parent)
    , m_number(makeNumber(traits, context, this))
    , m_spacing(new ChoiceBox(this))
    , m_picture(new DistributionPicture(context.theme, this))
    , m_document(context.document)
    , m_default(traits.defaultNumber)
{
    m_spacing->addItems({tr("even gaps"), tr("Poisson")});
    m_spacing->setToolTip(tr("Poisson: gaps vary at random around the same average"));
    auto* column = makeColumn(this);
    column->addWidget(m_number);
    column->addWidget(m_spacing);
    setFocusProxy(m_number);
    report(m_number, this);
    column->addWidget(m_picture);
    connect(m_spacing, &QComboBox::activated, this, &RateEditor::edited);
    connect(m_spacing, &QComboBox::activated, this, &RateEditor::paint);
    connect(m_number, &NumberEdit::stepped, this, &RateEditor::paint);
    connect(m_number, &NumberEdit::typed, this, &RateEditor::paint);
}

void RateEditor::parametersChanged()
{
    paint();
}

void RateEditor::paint()
{
    const auto value = this->value();
    const auto known = value && !value->isNull()
        ? model::resolved(*value, model::ParameterValues(m_document.topology().parameters))
        : std::optional<model::Value>(m_default);
    const bool differ = m_number->isBlank() && m_number->isMixed();
    m_picture->showRate(known && !differ ? model::rateFrom(*known) : std::nullopt);
}

void RateEditor::show(const model::Value* value, bool mixed)
{
    const auto* member = memberOf(mixed ? nullptr : value);
    const bool poisson =
        member != nullptr && member->first == "poisson" && isNumberLike(&member->second);
    m_number->setMixed(mixed);
    m_number->setValue(mixed ? nullptr : poisson ? &member->second : value);
    m_spacing->setCurrentIndex(poisson ? 1 : 0);
    paint();
}

std::optional<model::Value> RateEditor::value() const
{
    const bool poisson = m_spacing->currentIndex() == 1;
    if (m_number->isBlank() && !poisson)
        return model::Value();
    auto number = m_number->isBlank() ? model::numberValue(m_default) : m_number->value();
    if (number && poisson)
        return model::Object{{"poisson", std::move(*number)}};
    return number;
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
    , m_picture(new DistributionPicture(context.theme, this))
    , m_document(context.document)
    , m_unit(traits.unit)
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
    grid->addWidget(m_picture, 3, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    setFocusProxy(m_first);
    nameNumbers();
    report(m_first, this);
    report(m_second, this);
    connect(m_kind, &QComboBox::activated, this, &DistributionEditor::chooseKind);
    for (const NumberEdit* number : {m_first, m_second}) {
        connect(number, &NumberEdit::stepped, this, &DistributionEditor::paint);
        connect(number, &NumberEdit::typed, this, &DistributionEditor::paint);
    }
}

void DistributionEditor::parametersChanged()
{
    paint();
}

void DistributionEditor::paint()
{
    const auto value = this->value();
    const auto known = value && !value->isNull()
        ? model::resolved(*value, model::ParameterValues(m_document.topology().parameters))
        : std::nullopt;
    m_picture->showDistribution(known ? model::distributionFrom(*known) : std::nullopt, m_unit);
}

void DistributionEditor::show(const model::Value* value, bool mixed)
{
    const ShownDistribution shown = shownFrom(mixed ? nullptr : value);
    m_first->setMixed(mixed);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(shown.kind)));
    m_first->setValue(shown.first);
    m_second->setValue(shown.second);
    nameNumbers();
    paint();
}

std::optional<model::Value> DistributionEditor::value() const
{
    if (kind() == Kind::Constant && m_first->isBlank())
        return model::Value();
    const auto first = m_first->isBlank() ? model::numberValue(m_default) : m_first->value();
    const auto second = m_second->isBlank() ? model::numberValue(0) : m_second->value();
    if (!first || (!second && (kind() == Kind::Uniform || kind() == Kind::Normal)))
        return std::nullopt;
    switch (kind()) {
    case Kind::Constant:
        return *first;
    case Kind::Exponential:
        return model::Object{{"exponential", *first}};
    case Kind::Uniform:
        // Of parameters the rules say it.
        if (first->asNumber() && second->asNumber() && *first->asNumber() > *second->asNumber())
            return std::nullopt;
        return model::Object{{"uniform", model::Array{*first, *second}}};
    case Kind::Normal:
        return model::Object{{"normal", model::Array{*first, *second}}};
    }
    return std::nullopt;
}

QString DistributionEditor::problem() const
{
    const auto second = m_second->isBlank() ? model::numberValue(0) : m_second->value();
    if (kind() == Kind::Uniform && m_first->value() && second)
        return tr("must run from the smaller to the larger number");
    return tr("must be a number");
}

void DistributionEditor::chooseKind()
{
    // Another kind starts from the value that stands there, so that it is never out of range.
    const double mean = m_first->number().value_or(m_default);
    const bool known = !m_second->isExpression();
    if (known && kind() == Kind::Uniform && m_second->number().value_or(0) < mean)
        m_second->setNumber(mean * 2);
    if (known && kind() == Kind::Normal && m_second->number().value_or(0) > mean)
        m_second->setNumber(std::round(mean / 4));
    nameNumbers();
    paint();
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
