namespace RawInference.Contract;

/// <summary>Collects every mistake and every warning of one request, so that a caller sees them all at once.</summary>
public sealed class ContractReading
{
    /// <summary>The most mistakes, and the most warnings, that are listed: a body of many megabytes can hold a million.</summary>
    public const int MaxListed = 100;

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

    public void Refuse(string path, string message)
    {
        if (_problems.Count < MaxListed)
        {
            _problems.Add(new InferenceProblem(path, message));
        }
        else if (_problems.Count == MaxListed)
        {
            _problems.Add(new InferenceProblem(path, "is wrong too, and perhaps more; only the first mistakes are listed."));
        }
    }

    public void Warn(string code, string path, string message)
    {
        if (_warnings.Count < MaxListed)
        {
            _warnings.Add(new InferenceWarning(code, path, message));
        }
        else if (_warnings.Count == MaxListed)
        {
            _warnings.Add(new InferenceWarning(code, path, "is one of more: only the first warnings are listed."));
        }
    }

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
