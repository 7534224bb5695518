using System.Text.Json;
using RawInference.Contract;
using RawInference.State.Registry;

namespace RawInference.Api.Admin;

/// <summary>Collects what the members of an object change: one that is absent keeps its value, null clears it, another replaces it.</summary>
internal sealed class FieldEdits<T>(AdminFields fields)
{
    private readonly List<Func<T, T>> _edits = [];

    public EntryEdit<T> Edit => new(Apply, fields.Reading.Problems);

    public T Apply(T value) => _edits.Aggregate(value, static (current, edit) => edit(current));

    /// <summary>A member that may be null.</summary>
    public FieldEdits<T> On<TField>(string name, Func<ContractValue, TField?> read, Func<T, TField?, T> set) => On(name, read, set, canClear: true);

    /// <summary>A member that must not be null.</summary>
    public FieldEdits<T> OnNeeded<TField>(string name, Func<ContractValue, TField?> read, Func<T, TField, T> set) =>
        On(name, read, (value, field) => set(value, field!), canClear: false);

    /// <summary>Members that are read in a way of their own.</summary>
    public FieldEdits<T> Add(Func<T, T> edit)
    {
        _edits.Add(edit);
        return this;
    }

    private FieldEdits<T> On<TField>(string name, Func<ContractValue, TField?> read, Func<T, TField?, T> set, bool canClear)
    {
        if (!fields.TryGet(name, out var value))
        {
            return this;
        }

        if (value.Element.ValueKind == JsonValueKind.Null)
        {
            if (canClear)
            {
                return Add(current => set(current, default));
            }

            value.Reading.Refuse(value.Path, "must not be null.");
            return this;
        }

        // What cannot be read changes nothing, so that no mistake is told twice.
        var mistakes = value.Reading.Problems.Count;
        var field = read(value);
        return value.Reading.Problems.Count == mistakes ? Add(current => set(current, field)) : this;
    }
}
