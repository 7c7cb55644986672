#pragma once
// The editor of a number that may vary from message to message.

#include "ui/inspector/number_editors.h"

class QLabel;

namespace topomq::ui {

/// A constant, or a distribution with its one or two numbers.
class DistributionEditor : public ValueEditor
{
    Q_OBJECT

public:
    DistributionEditor(const NumberTraits& traits,
                       const InspectorContext& context,
                       QWidget* parent);

    void show(const model::Value* value) override;
    void showDifferent(const std::vector<const model::Value*>& values) override;
    void setMixed(bool mixed) override;
    [[nodiscard]] std::optional<model::Value> value() const override;
    [[nodiscard]] std::optional<model::Value> valueFor(const model::Value& old) const override;
    [[nodiscard]] QString problem() const override;
    void parametersChanged() override;
    void nameParts(const QString& label) override;

private:
    void chooseKind();
    void paint();
    void nameNumbers();
    /// The constant while none is chosen, since values of different kinds are edited.
    [[nodiscard]] model::Distribution::Kind kind() const;
    [[nodiscard]] bool isKindOpen() const;

    QComboBox* m_kind = nullptr;
    QLabel* m_firstName = nullptr;
    QLabel* m_secondName = nullptr;
    NumberEdit* m_first = nullptr;
    NumberEdit* m_second = nullptr;
    DistributionPicture* m_picture = nullptr;
    const TopologyDocument& m_document;
    QString m_label;
    QString m_unit;
    double m_default = 0;
};

} // namespace topomq::ui
