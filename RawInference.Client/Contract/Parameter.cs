namespace RawInference.Contract;

/// <summary>One parameter of an operation: how it is read, told apart, cleared and defaulted.</summary>
public abstract class Parameter<TParameters>(string name)
{
    /// <summary>Its name in the REST contract's <c>parameters</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Without it the answer would be a different thing (fewer outputs, no tools): it is never left out, only refused.</summary>
    public bool Essential { get; init; }

    public abstract bool IsSet(TParameters parameters);

    public abstract TParameters Clear(TParameters parameters);

    public abstract TParameters Copy(TParameters from, TParameters to);

    public abstract TParameters Read(TParameters parameters, ContractValue value);
}

internal sealed class Parameter<TParameters, TValue>(
    string name,
    Func<TParameters, TValue?> get,
    Func<TParameters, TValue?, TParameters> set,
    Func<ContractValue, TValue?> read)
    : Parameter<TParameters>(name)
{
    public override bool IsSet(TParameters parameters) => get(parameters) is not null;

    public override TParameters Clear(TParameters parameters) => set(parameters, default);

    public override TParameters Copy(TParameters from, TParameters to) => set(to, get(from));

    public override TParameters Read(TParameters parameters, ContractValue value) => set(parameters, read(value));
}
