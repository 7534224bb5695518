namespace RawInference.State.Registry;

/// <summary>What somebody wants changed of an entry.</summary>
/// <param name="Apply">Makes the wanted value of the present one. What is not mentioned stays.</param>
/// <param name="Problems">Mistakes in what was wanted, to be told together with those that only the store can find.</param>
public sealed record EntryEdit<TValue>(Func<TValue, TValue> Apply, IReadOnlyList<InferenceProblem> Problems)
{
    /// <summary>Without mistakes.</summary>
    public EntryEdit(Func<TValue, TValue> apply)
        : this(apply, [])
    {
    }
}
