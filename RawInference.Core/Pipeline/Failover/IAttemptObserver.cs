using RawInference.Core.Models;

namespace RawInference.Core.Pipeline.Failover;

/// <summary>Hears how every attempt at a target went. It is called on the call's own way, from several at once: it neither waits nor throws.</summary>
public interface IAttemptObserver
{
    /// <param name="target">Who was asked.</param>
    /// <param name="error">Null when the answer began; heard once more where one that had begun broke off.</param>
    void Observe(ModelTarget target, InferenceErrorCode? error);
}
