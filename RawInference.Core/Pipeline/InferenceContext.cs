using System.Diagnostics;
using RawInference.Core.Identity;
using RawInference.Core.Models;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;

namespace RawInference.Core.Pipeline;

/// <summary>One request's journey through the stages.</summary>
public sealed class InferenceContext
{
    private List<InferenceWarning>? _held;

    public InferenceContext(InferenceRequest request, Caller caller, CallFacts facts, long startTimestamp, CancellationToken cancellationToken)
    {
        Request = request;
        Caller = caller;
        Facts = facts;
        StartTimestamp = startTimestamp;
        CancellationToken = cancellationToken;
    }

    /// <summary>What is asked; stages replace it as they learn more (typed operation, resolved media).</summary>
    public InferenceRequest Request { get; set; }

    public Caller Caller { get; }

    /// <summary>Of the journey, its usage record and its lease: <c>inf_…</c>.</summary>
    internal string InferenceId { get; private init; } = $"inf_{Guid.CreateVersion7():N}";

    /// <summary>How the alias that was asked for uses the response cache; null where it does not say. Set by routing.</summary>
    internal CacheOptions? AliasCache { get; set; }

    /// <summary>What the call holds of its limits; set by the stage that reserved it, settled with the usage record.</summary>
    internal Lease? Lease { get; set; }

    /// <summary>What it may use at each of its targets; set by the stage that reserved it.</summary>
    internal IReadOnlyList<TargetEstimate> Estimates { get; set; } = [];

    public CallFacts Facts { get; }

    /// <summary>Of the pipeline's <see cref="TimeProvider"/>.</summary>
    public long StartTimestamp { get; }

    /// <summary>The caller's; a stage with a deadline links it.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>Where the request may go, in order; set by routing, narrowed by validation and authorization.</summary>
    public IReadOnlyList<ModelTarget> Targets { get; set; } = [];

    /// <summary>The target that answers; set by failover.</summary>
    public ModelTarget? Target { get; set; }

    /// <summary>The target that was asked last, or that would have been the first.</summary>
    internal ModelTarget? MainTarget => Target ?? (Targets.Count > 0 ? Targets[0] : null);

    /// <summary>Whether an attempt at a target has been made, whatever became of it.</summary>
    internal bool HasBeenAsked(ModelTarget target) => AttemptsAt(target).Any();

    /// <summary>Whether an answer of a target has begun.</summary>
    internal bool HasAnswered(ModelTarget target) => AttemptsAt(target).Any(attempt => attempt.Error is null);

    /// <summary>Time spent waiting for providers and media until the answer began.</summary>
    public TimeSpan Waited { get; set; }

    /// <summary>Index of the part, where fan-out has split the request.</summary>
    public int? Part { get; private init; }

    /// <summary>Null where nothing bounds the call.</summary>
    internal CallDeadline? Deadline { get; init; }

    /// <summary>The request's span, where one is recorded.</summary>
    public Activity? Activity { get; set; }

    /// <summary>The journey of one part: same caller and facts, its own request.</summary>
    public InferenceContext Fork(InferenceRequest part, int? index, CancellationToken cancellationToken) =>
        new(part, Caller, Facts, StartTimestamp, cancellationToken)
        {
            InferenceId = InferenceId,
            Targets = Targets,
            Part = index,
            Deadline = Deadline,
            Activity = Activity,
        };

    /// <summary>The response is complete as it is kept, or was: nothing is added to it on its way out.</summary>
    internal bool IsResponseFinal { get; set; }

    /// <summary>The same journey, bounded by a deadline of its own and not by its caller's stay.</summary>
    internal InferenceContext Detach(CallDeadline deadline) =>
        new(Request, Caller, Facts, StartTimestamp, deadline.Token)
        {
            InferenceId = InferenceId,
            Targets = Targets,
            Deadline = deadline,
            Activity = Activity,
        };

    /// <summary>Takes over what a detached journey has seen so far.</summary>
    internal void Follow(InferenceContext journey)
    {
        Target = journey.Target;
        Waited = journey.Waited;
    }

    /// <summary>The response with what it tells of its journey.</summary>
    internal InferenceResponse Tell(InferenceResponse response, TimeSpan latency) => response with
    {
        Latency = latency,
        Attempts = [.. Facts.Attempts],
        Warnings = [.. Facts.Warnings],
    };

    /// <summary>Adds what a target had to say. Before its answer has begun that is held back: if another answers, it concerns nobody.</summary>
    /// <exception cref="InferenceException">The call is strict, and the target's dialect has no field for a parameter: it is not asked.</exception>
    internal void Warn(InferenceWarning warning)
    {
        if (warning.Code == WarningCodes.ParameterDropped && Request.Call.Strict)
        {
            throw InferenceException.Invalid(warning.Path ?? "parameters", warning.Message);
        }

        if (_held is not null)
        {
            _held.Add(warning);
        }
        else
        {
            Facts.Add(warning);
        }
    }

    /// <summary>What parts of the call used whose answers nobody gets: their providers want to be paid all the same. Null for nothing.</summary>
    internal UsageSum? Spent { get; private set; }

    internal void Spend(UsageSum? part) => Spent = Spent is null ? part : part is null ? Spent : Spent + part;

    /// <summary>A target is about to be asked.</summary>
    internal void HoldWarnings() => _held = [];

    /// <summary>Its answer has begun.</summary>
    internal void ReleaseWarnings()
    {
        _held?.ForEach(Facts.Add);
        _held = null;
    }

    private IEnumerable<InferenceAttempt> AttemptsAt(ModelTarget target) =>
        Facts.Attempts.Where(attempt => attempt.Provider == target.Account.Name && attempt.Model == target.Model);

    /// <summary>What a failure will be called once it has left the pipeline.</summary>
    internal InferenceErrorCode ErrorOf(Exception exception) => exception switch
    {
        InferenceException inference => inference.Code,
        OperationCanceledException when Deadline is { HasPassed: true } => InferenceErrorCode.DeadlineExceeded,
        OperationCanceledException when CancellationToken.IsCancellationRequested => InferenceErrorCode.Canceled,
        _ => InferenceErrorCode.Internal,
    };
}
