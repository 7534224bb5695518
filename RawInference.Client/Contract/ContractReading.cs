namespace RawInference.Contract;

/// <summary>Collects every mistake and every warning of one request, so that a caller sees them all at once.</summary>
public sealed class ContractReading
{
    private readonly List<InferenceProblem> _problems;
    private readonly List<InferenceWarning> _warnings;

    public ContractReading()
        : this([], [])
    {
    }

    /// <summary>Goes on where an earlier reading stopped.</summary>
    public ContractReading(IReadOnlyList<InferenceProblem> problems, IReadOnlyList<InferenceWarning> warnings)
    {
        _problems = [.. problems];
        _warnings = [.. warnings];
    }

    public IReadOnlyList<InferenceProblem> Problems => _problems;

    public IReadOnlyList<InferenceWarning> Warnings => _warnings;

    public void Refuse(string path, string message) => _problems.Add(new InferenceProblem(path, message));

    public void Warn(string code, string path, string message) => _warnings.Add(new InferenceWarning(code, path, message));

    /// <summary>Throws when anything was refused; under <paramref name="strict"/>, when anything was even warned about.</summary>
    /// <exception cref="InferenceException">With every mistake.</exception>
    public void ThrowIfRefused(bool strict)
    {
        var problems = strict
            ? [.. _problems, .. _warnings.Select(warning => new InferenceProblem(warning.Path ?? "", warning.Message))]
            : _problems;

        if (problems.Count > 0)
        {
            throw InferenceException.Invalid(problems);
        }
    }
}
