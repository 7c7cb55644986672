#include "ui/inspector/distribution_editor.h"

#include "engine/model/parameters.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/choice_box.h"
#include "ui/inspector/distribution_picture.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/number_edit.h"
#include "ui/inspector/number_parts.h"

#include <QGridLayout>
#include <QLabel>

#include <cmath>

namespace topomq::ui {

namespace {

using Kind = model::Distribution::Kind;

/// What stands in the boxes of a distribution.
struct ShownDistribution
{
    Kind kind = Kind::Constant;
    const model::Value* first = nullptr;
    const model::Value* second = nullptr;
};

/// Nothing: it is no distribution.
std::optional<ShownDistribution> shownFrom(const model::Value* value)
{
    if (value == nullptr || value->isNull())
        return ShownDistribution{};
    if (isNumberLike(value))
        return ShownDistribution{Kind::Constant, value, nullptr};
    const auto* member = memberOf(value);
    if (member == nullptr)
        return std::nullopt;
    const auto& [word, argument] = *member;
    if (word == "constant" || word == "exponential") {
        if (!isNumberLike(&argument))
            return std::nullopt;
        return ShownDistribution{word == "constant" ? Kind::Constant : Kind::Exponential, &argument,
                                 nullptr};
    }
    const model::Array* pair = argument.asArray();
    if (pair == nullptr || pair->size() != 2 || !isNumberLike(&pair->front())
        || !isNumberLike(&pair->back()) || (word != "uniform" && word != "normal"))
        return std::nullopt;
    return ShownDistribution{word == "normal" ? Kind::Normal : Kind::Uniform, &pair->front(),
                             &pair->back()};
}

bool hasTwoNumbers(Kind kind)
{
    return kind == Kind::Uniform || kind == Kind::Normal;
}

/// Nothing where the numbers make none.
std::optional<model::Value> distributionOf(Kind kind,
                                           const std::optional<model::Value>& first,
                                           const std::optional<model::Value>& second)
{
    if (!first || (!second && hasTwoNumbers(kind)))
        return std::nullopt;
    switch (kind) {
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

/// The second number when another kind is chosen: it starts from the value that stands there, so
/// that it is never out of range.
model::Value
fittingSecond(Kind kind, const model::Value& first, const model::Value& second, double standard)
{
    const auto number = second.asNumber();
    if (!number)
        return second;
    const double mean = first.asNumber().value_or(standard);
    if (kind == Kind::Uniform && *number < mean)
        return model::numberValue(mean * 2);
    if (kind == Kind::Normal && *number > mean)
        return model::numberValue(std::round(mean / 4));
    return second;
}

} // namespace

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
    m_kind->setPlaceholderText(tr("differ"));
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

void DistributionEditor::nameParts(const QString& label)
{
    m_label = label;
    m_kind->setAccessibleName(partName(label, tr("how it varies")));
    nameNumbers();
}

void DistributionEditor::paint()
{
    const auto value = this->value();
    const bool differ = (m_first->isBlank() && m_first->isMixed())
        || (hasTwoNumbers(kind()) && m_second->isBlank() && m_second->isMixed());
    const auto known = value && !value->isNull() && !differ
        ? model::resolved(*value, model::ParameterValues(m_document.topology().parameters))
        : std::nullopt;
    m_picture->showDistribution(known ? model::distributionFrom(*known) : std::nullopt, m_unit);
}

void DistributionEditor::show(const model::Value* value)
{
    const ShownDistribution shown = shownFrom(value).value_or(ShownDistribution{});
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(shown.kind)));
    m_first->setValue(shown.first);
    m_second->setValue(shown.second);
    nameNumbers();
    paint();
}

void DistributionEditor::showDifferent(const std::vector<const model::Value*>& values)
{
    const auto first = shownFrom(values.front());
    bool sameKind = first.has_value();
    bool sameFirst = sameKind;
    bool sameSecond = sameKind;
    for (const model::Value* value : values) {
        const auto shown = shownFrom(value);
        sameKind = sameKind && shown && shown->kind == first->kind;
        sameFirst = sameKind && sameFirst && isSame(shown->first, first->first);
        sameSecond = sameKind && sameSecond && isSame(shown->second, first->second);
    }
    // Numbers of different kinds mean different things.
    sameFirst = sameFirst && sameKind;
    sameSecond = sameSecond && sameKind;
    m_kind->setCurrentIndex(sameKind ? m_kind->findData(static_cast<int>(first->kind)) : -1);
    showShared(m_first, sameFirst, sameFirst ? first->first : nullptr);
    showShared(m_second, sameSecond, sameSecond ? first->second : nullptr);
    nameNumbers();
    paint();
}

void DistributionEditor::setMixed(bool mixed)
{
    if (mixed)
        return;
    m_first->setMixed(false);
    m_second->setMixed(false);
}

std::optional<model::Value> DistributionEditor::value() const
{
    if (isKindOpen())
        return std::nullopt;
    if (kind() == Kind::Constant && m_first->isBlank())
        return model::Value();
    return distributionOf(kind(), numberOr(m_first, nullptr, m_default),
                          numberOr(m_second, nullptr, 0));
}

std::optional<model::Value> DistributionEditor::valueFor(const model::Value& old) const
{
    const auto shown = shownFrom(&old);
    const bool keepsKind = isKindOpen() || !shown || shown->kind == kind();
    if (keepsKind && m_first->isBlank() && m_second->isBlank())
        return old;
    // What a number would be of depends on the kind.
    if (isKindOpen())
        return std::nullopt;
    const ShownDistribution had = shown.value_or(ShownDistribution{});
    const auto first = numberOr(m_first, had.first, m_default);
    auto second = numberOr(m_second, had.second, 0);
    if (first && second && had.kind != kind())
        second = fittingSecond(kind(), *first, *second, m_default);
    return distributionOf(kind(), first, second);
}

QString DistributionEditor::problem() const
{
    if (isKindOpen())
        return tr("choose first how the value varies, since they differ in that");
    const bool isFirstFine = m_first->isBlank() || m_first->value();
    const bool isSecondFine = m_second->isBlank() || m_second->value();
    if (kind() == Kind::Uniform && isFirstFine && isSecondFine)
        return tr("must run from the smaller to the larger number");
    return tr("must be a number");
}

void DistributionEditor::chooseKind()
{
    // Of values that differ each starts from its own.
    if (!m_first->isMixed() && !m_second->isMixed()) {
        const model::Value standing = m_second->value().value_or(model::numberValue(0));
        const model::Value fitting = fittingSecond(
            kind(), m_first->value().value_or(model::numberValue(m_default)), standing, m_default);
        if (fitting != standing)
            m_second->setValue(&fitting);
    }
    nameNumbers();
    paint();
    Q_EMIT edited();
}

bool DistributionEditor::isKindOpen() const
{
    return m_kind->currentIndex() < 0;
}

void DistributionEditor::nameNumbers()
{
    const bool two = hasTwoNumbers(kind());
    m_firstName->setText(kind() == Kind::Uniform ? tr("from") : tr("mean"));
    m_secondName->setText(kind() == Kind::Uniform ? tr("to") : tr("± sd"));
    m_secondName->setToolTip(kind() == Kind::Normal ? tr("Standard deviation") : QString());
    m_firstName->setVisible(kind() != Kind::Constant);
    m_secondName->setVisible(two);
    m_second->setVisible(two);
    m_first->setAccessibleName(kind() == Kind::Constant ? m_label
                                                        : partName(m_label, m_firstName->text()));
    m_second->setAccessibleName(partName(
        m_label, kind() == Kind::Normal ? tr("standard deviation") : m_secondName->text()));
}

Kind DistributionEditor::kind() const
{
    return static_cast<Kind>(m_kind->currentData().toInt());
}

} // namespace topomq::ui
