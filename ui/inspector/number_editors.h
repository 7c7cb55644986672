#pragma once
// Editors of values that are numbers: counts and rates.

#include "ui/inspector/value_editor.h"

class QComboBox;

namespace topomq::ui {

class DistributionPicture;
class NumberEdit;
class TopologyDocument;

/// Range, unit and default of a number.
struct NumberTraits
{
    QString unit;
    double least = 0;
    double most = 0;
    double defaultNumber = 0;
    bool whole = true;
};

/// A whole number.
class CountEditor : public ValueEditor
{
    Q_OBJECT

public:
    CountEditor(const NumberTraits& traits, const InspectorContext& context, QWidget* parent);

    void show(const model::Value* value) override;
    void showDifferent(const std::vector<const model::Value*>& values) override;
    void setMixed(bool mixed) override;
    [[nodiscard]] std::optional<model::Value> value() const override;
    [[nodiscard]] std::optional<model::Value> valueFor(const model::Value& old) const override;
    [[nodiscard]] QString problem() const override;

private:
    NumberEdit* m_number = nullptr;
};

/// Messages per second, evenly spaced or as a Poisson stream.
class RateEditor : public ValueEditor
{
    Q_OBJECT

public:
    RateEditor(const NumberTraits& traits, const InspectorContext& context, QWidget* parent);

    void show(const model::Value* value) override;
    void showDifferent(const std::vector<const model::Value*>& values) override;
    void setMixed(bool mixed) override;
    [[nodiscard]] std::optional<model::Value> value() const override;
    [[nodiscard]] std::optional<model::Value> valueFor(const model::Value& old) const override;
    void parametersChanged() override;
    void nameParts(const QString& label) override;

private:
    void paint();

    NumberEdit* m_number = nullptr;
    QComboBox* m_spacing = nullptr;
    DistributionPicture* m_picture = nullptr;
    const TopologyDocument& m_document;
    double m_default = 0;
};

} // namespace topomq::ui
