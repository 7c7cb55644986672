#include "ui/inspector/number_editors.h"

#include "engine/model/parameters.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/choice_box.h"
#include "ui/inspector/distribution_picture.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/number_edit.h"
#include "ui/inspector/number_parts.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <utility>

namespace topomq::ui {

namespace {

/// What stands in the boxes of a rate.
struct ShownRate
{
    const model::Value* number = nullptr;
    bool poisson = false;
};

/// Nothing: it is no rate.
std::optional<ShownRate> shownRate(const model::Value* value)
{
    if (value == nullptr || value->isNull())
        return ShownRate{};
    if (isNumberLike(value))
        return ShownRate{value, false};
    const auto* member = memberOf(value);
    if (member == nullptr || member->first != "poisson" || !isNumberLike(&member->second))
        return std::nullopt;
    return ShownRate{&member->second, true};
}

} // namespace

CountEditor::CountEditor(const NumberTraits& traits,
                         const InspectorContext& context,
                         QWidget* parent)
    : ValueEditor(parent)
    , m_number(makeNumber(traits, context, this))
{
    makeColumnLayout(this, 4)->addWidget(m_number);
    setFocusProxy(m_number);
    report(m_number, this);
}

void CountEditor::show(const model::Value* value)
{
    m_number->setValue(value);
}

void CountEditor::showDifferent(const std::vector<const model::Value*>& /*values*/)
{
    showShared(m_number, false, nullptr);
}

void CountEditor::setMixed(bool mixed)
{
    m_number->setMixed(mixed);
}

std::optional<model::Value> CountEditor::valueFor(const model::Value& old) const
{
    return m_number->isBlank() ? old : m_number->value();
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
    m_spacing->setPlaceholderText(tr("differ"));
    m_spacing->setToolTip(tr("Poisson: gaps vary at random around the same average"));
    auto* column = makeColumnLayout(this, 4);
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

void RateEditor::nameParts(const QString& label)
{
    ValueEditor::nameParts(label);
    m_spacing->setAccessibleName(partName(label, tr("gaps")));
}

void RateEditor::paint()
{
    const auto value = this->value();
    const auto known = value && !value->isNull()
        ? model::resolved(*value, model::ParameterValues(m_document.topology().parameters))
        : std::optional<model::Value>(m_default);
    const bool differ =
        m_spacing->currentIndex() < 0 || (m_number->isBlank() && m_number->isMixed());
    m_picture->showRate(known && !differ ? model::rateFrom(*known) : std::nullopt);
}

void RateEditor::show(const model::Value* value)
{
    const ShownRate shown = shownRate(value).value_or(ShownRate{});
    m_number->setValue(shown.number);
    m_spacing->setCurrentIndex(shown.poisson ? 1 : 0);
    paint();
}

void RateEditor::showDifferent(const std::vector<const model::Value*>& values)
{
    const auto first = shownRate(values.front());
    bool sameNumber = first.has_value();
    bool sameGaps = first.has_value();
    for (const model::Value* value : values) {
        const auto shown = shownRate(value);
        sameNumber = sameNumber && shown && isSame(shown->number, first->number);
        sameGaps = sameGaps && shown && shown->poisson == first->poisson;
    }
    showShared(m_number, sameNumber, sameNumber ? first->number : nullptr);
    m_spacing->setCurrentIndex(!sameGaps ? -1 : first->poisson ? 1 : 0);
    paint();
}

void RateEditor::setMixed(bool mixed)
{
    if (!mixed)
        m_number->setMixed(false);
}

std::optional<model::Value> RateEditor::value() const
{
    if (m_spacing->currentIndex() < 0)
        return std::nullopt;
    const bool poisson = m_spacing->currentIndex() == 1;
    if (m_number->isBlank() && !poisson)
        return model::Value();
    auto number = numberOr(m_number, nullptr, m_default);
    if (number && poisson)
        return model::Object{{"poisson", std::move(*number)}};
    return number;
}

std::optional<model::Value> RateEditor::valueFor(const model::Value& old) const
{
    const auto had = shownRate(&old);
    const int gaps = m_spacing->currentIndex();
    const bool wasPoisson = had && had->poisson;
    const bool poisson = gaps < 0 ? wasPoisson : gaps == 1;
    if (m_number->isBlank() && (!had || poisson == wasPoisson))
        return old;
    auto number = numberOr(m_number, had ? had->number : nullptr, m_default);
    if (number && poisson)
        return model::Object{{"poisson", std::move(*number)}};
    return number;
}

} // namespace topomq::ui
